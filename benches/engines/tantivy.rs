//! Tantivy with jieba's words: all texts in one field, pinyin and initials of title and employer as words that begin at
//! each hanzi, so that the beginning of one can be asked for. A word of hanzi and letters cannot be.

use crate::corpus::Base;
use crate::engine::{Answer, Engine, FIRST, Want};
use crate::queries::{Ask, Class};
use ::tantivy::aggregation::{AggContextParams, AggregationCollector};
use ::tantivy::collector::{Count, DocSetCollector, TopDocs};
use ::tantivy::query::{AllQuery, BooleanQuery, Query, RangeQuery, RegexQuery, TermQuery};
use ::tantivy::schema::{
    FAST, Field, INDEXED, IndexRecordOption, STORED, STRING, Schema, TextFieldIndexing, TextOptions, Value as _,
};
use ::tantivy::tokenizer::{TokenStream as _, Tokenizer as _};
use ::tantivy::{Index, IndexReader, IndexWriter, Order, ReloadPolicy, TantivyDocument, Term};
use std::ops::Bound;
use std::path::Path;
use tantivy_jieba::JiebaTokenizer;
use yizhan::domain::wage;
use yizhan::search::{Ingester, normalise};
use yizhan_wire::Posting;

const WRITER_BYTES: usize = 64 * 1024 * 1024;
/// Words of letters reach over so many hanzi.
const SYLLABLES: usize = 6;
const FACETS: &str = r#"{
    "kind": { "terms": { "field": "kind", "size": 200 } }, "form": { "terms": { "field": "form", "size": 200 } },
    "district": { "terms": { "field": "district", "size": 5000 } },
    "benefit": { "terms": { "field": "benefit", "size": 200 } },
    "settlement": { "terms": { "field": "settlement", "size": 200 } },
    "source": { "terms": { "field": "source", "size": 200 } } }"#;

pub struct Tantivy {
    index: Index,
    reader: IndexReader,
    fields: Fields,
    jieba: JiebaTokenizer,
    ingester: Ingester,
    writer: Option<IndexWriter>,
}

struct Fields {
    id: Field,
    text: Field,
    letters: Field,
    kind: Field,
    form: Field,
    district: Field,
    place: Field,
    benefit: Field,
    settlement: Field,
    source: Field,
    month: Field,
    whole: Field,
}

fn schema() -> (Schema, Fields) {
    let mut schema = Schema::builder();
    let words = |tokenizer: &str| {
        let indexing = TextFieldIndexing::default().set_tokenizer(tokenizer).set_index_option(IndexRecordOption::Basic);
        TextOptions::default().set_indexing_options(indexing.set_fieldnorms(false))
    };
    let fields = Fields {
        id: schema.add_i64_field("id", FAST | INDEXED),
        text: schema.add_text_field("text", words("jieba")),
        letters: schema.add_text_field("letters", words("whitespace")),
        kind: schema.add_text_field("kind", STRING | FAST),
        form: schema.add_text_field("form", STRING | FAST),
        district: schema.add_text_field("district", STRING | FAST),
        place: schema.add_text_field("place", STRING),
        benefit: schema.add_text_field("benefit", STRING | FAST),
        settlement: schema.add_text_field("settlement", STRING | FAST),
        source: schema.add_text_field("source", STRING | FAST),
        month: schema.add_i64_field("month", FAST | INDEXED),
        whole: schema.add_bytes_field("whole", STORED),
    };
    (schema.build(), fields)
}

pub fn build(base: &Base, count: usize, files: &Path) {
    let (schema, fields) = schema();
    let index = Index::create_in_dir(files, schema).unwrap();
    index.tokenizers().register("jieba", JiebaTokenizer::new());
    let mut writer: IndexWriter = index.writer_with_num_threads(1, WRITER_BYTES).unwrap();
    let mut ingester = Ingester::new();
    for posting in base.corpus(count) {
        writer.add_document(fields.document(&mut ingester, &posting)).unwrap();
    }
    writer.commit().unwrap();
    writer.wait_merging_threads().unwrap();
}

impl Fields {
    fn document(&self, ingester: &mut Ingester, posting: &Posting) -> TantivyDocument {
        let mut document = TantivyDocument::new();
        let texts = [&posting.title, &posting.employer, &posting.place.district, &posting.description()];
        let readings = ingester.prepare(posting);
        document.add_i64(self.id, posting.id.0);
        document.add_text(self.text, texts.map(|text| normalise(text)).join("\n"));
        document.add_text(self.letters, letters(&readings.title_pinyin) + " " + &letters(&readings.employer_pinyin));
        document.add_text(self.kind, posting.job_kind.as_str());
        document.add_text(self.form, posting.work_form.as_str());
        document.add_text(self.district, &posting.place.district);
        let city = posting.place.district.split(' ').next().unwrap_or_default();
        document.add_text(self.place, city);
        if city != posting.place.district {
            document.add_text(self.place, &posting.place.district);
        }
        for benefit in &posting.benefits {
            document.add_text(self.benefit, benefit.as_str());
        }
        if let Some(settlement) = posting.settlement {
            document.add_text(self.settlement, settlement.as_str());
        }
        document.add_text(self.source, posting.source.kind.as_str());
        let least = posting.wage.min_fen.zip(posting.wage.unit).and_then(|(fen, unit)| wage::a_month(fen, unit));
        if let Some(month) = least {
            document.add_i64(self.month, month);
        }
        document.add_bytes(self.whole, &serde_json::to_vec(posting).unwrap());
        document
    }
}

/// Full pinyin and initials from each hanzi on.
fn letters(reading: &str) -> String {
    let syllables: Vec<&str> = reading.split_ascii_whitespace().collect();
    let mut words = Vec::new();
    for start in 0..syllables.len() {
        let here = &syllables[start..syllables.len().min(start + SYLLABLES)];
        words.push(here.concat());
        words.push(here.iter().filter_map(|syllable| syllable.get(..1)).collect());
    }
    words.join(" ")
}

impl Tantivy {
    pub fn open(files: &Path) -> Self {
        let index = Index::open_in_dir(files).unwrap();
        let mut jieba = JiebaTokenizer::new();
        // The dictionary is read now, and not by the first search.
        jieba.token_stream("保安").advance();
        index.tokenizers().register("jieba", jieba.clone());
        let reader = index.reader_builder().reload_policy(ReloadPolicy::Manual).try_into().unwrap();
        let (_, fields) = schema();
        Self { index, reader, fields, jieba, ingester: Ingester::new(), writer: None }
    }

    fn query(&mut self, ask: &Ask) -> BooleanQuery {
        let mut all: Vec<Box<dyn Query>> = vec![Box::new(AllQuery)];
        for word in ask.words() {
            if word.bytes().all(|b| b.is_ascii_lowercase()) {
                let written = term(self.fields.text, word);
                let spelled = RegexQuery::from_pattern(&format!("{word}.*"), self.fields.letters).unwrap();
                all.push(Box::new(BooleanQuery::union(vec![written, Box::new(spelled)])));
                continue;
            }
            let mut tokens = self.jieba.token_stream(word);
            while tokens.advance() {
                all.push(term(self.fields.text, &tokens.token().text));
            }
        }
        all.extend(ask.district.as_ref().map(|district| term(self.fields.place, district)));
        all.extend(ask.kind.map(|kind| term(self.fields.kind, kind.as_str())));
        all.extend(ask.benefit.map(|benefit| term(self.fields.benefit, benefit.as_str())));
        all.extend(ask.wage_yuan.map(|yuan| {
            let floor = Term::from_field_i64(self.fields.month, yuan * 100);
            Box::new(RangeQuery::new(Bound::Included(floor), Bound::Unbounded)) as Box<dyn Query>
        }));
        if all.len() > 1 {
            all.remove(0);
        }
        BooleanQuery::intersection(all)
    }
}

fn term(field: Field, text: &str) -> Box<dyn Query> {
    Box::new(TermQuery::new(Term::from_field_text(field, text), IndexRecordOption::Basic))
}

impl Engine for Tantivy {
    fn ask(&mut self, ask: &Ask, want: Want) -> Option<Answer> {
        if ask.class == Class::Mixed {
            return None;
        }
        let query = self.query(ask);
        let searcher = self.reader.searcher();
        let newest = TopDocs::with_limit(FIRST).order_by_fast_field::<i64>("id", Order::Desc);
        let (first, total, facets) = match want {
            Want::First => {
                let (first, total) = searcher.search(&query, &(newest, Count)).unwrap();
                (first, total, 0)
            }
            Want::Facets => {
                let facets =
                    AggregationCollector::from_aggs(serde_json::from_str(FACETS).unwrap(), AggContextParams::default());
                let (first, total, counts) = searcher.search(&query, &(newest, Count, facets)).unwrap();
                (first, total, counts.0.len())
            }
            Want::All => {
                let found = searcher.search(&query, &DocSetCollector).unwrap();
                let ids: Vec<_> = (0..)
                    .zip(searcher.segment_readers())
                    .map(|(n, s)| (n, s.fast_fields().i64("id").unwrap()))
                    .collect();
                let id = |(segment, doc): (u32, u32)| {
                    ids[segment as usize].1.first(doc).map(|id: i64| (ids[segment as usize].0, id).1)
                };
                let ids = found.iter().filter_map(|at| id((at.segment_ord, at.doc_id))).collect();
                return Some(Answer { total: found.len(), ids, facets: 0 });
            }
        };
        let hit = |(id, at): (Option<i64>, _)| {
            let document: TantivyDocument = searcher.doc(at).unwrap();
            let whole = document.get_first(self.fields.whole).and_then(|v| v.as_bytes())?;
            serde_json::from_slice::<Posting>(whole).ok()?;
            id
        };
        Some(Answer { total, ids: first.into_iter().filter_map(hit).collect(), facets })
    }

    fn change(&mut self, posting: &Posting) {
        let writer = self.writer.get_or_insert_with(|| self.index.writer_with_num_threads(1, WRITER_BYTES).unwrap());
        writer.delete_term(Term::from_field_i64(self.fields.id, posting.id.0));
        writer.add_document(self.fields.document(&mut self.ingester, posting)).unwrap();
        writer.commit().unwrap();
        self.reader.reload().unwrap();
    }
}
